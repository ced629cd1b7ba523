// Before the first paint, so that a dark desk never flashes white.
(() => {
	const theme = localStorage.getItem('theme');
	if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
	const language = /(?:^|; )PARAGLIDE_LOCALE=(pa|hi|en)/.exec(document.cookie)?.[1];
	if (language) document.documentElement.lang = language;
})();
