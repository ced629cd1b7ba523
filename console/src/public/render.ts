import { render } from 'svelte/server';
import type { Component } from 'svelte';
import type { PublicRenderer } from '#contracts/public.ts';
import type { Language } from '#contracts/words.ts';
import CodePage from './CodePage.svelte';
import Complain from './Complain.svelte';
import Failure from './Failure.svelte';
import Held from './Held.svelte';
import Home from './Home.svelte';
import Report from './Report.svelte';
import Receipt from './Receipt.svelte';
import StagePage from './StagePage.svelte';
import Story from './Story.svelte';
import Track from './Track.svelte';
import style from './public.css?url';
import script from './enhance.js?url';
import icon from '../../static/favicon.svg?url';

// Each page checks its own props; here they are only passed on.
const pages = {
	home: Home,
	complain: Complain,
	receipt: Receipt,
	held: Held,
	track: Track,
	stage: StagePage,
	report: Report,
	story: Story,
	code: CodePage,
	error: Failure
} as unknown as Record<string, Component<Record<string, unknown>>>;

const document = (locale: Language, head: string, body: string) => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${style}">
<script src="${script}" defer></script>
${head}
</head>
<body>${body}</body>
</html>
`;

/** Svelte's marks for a script that would take the page over; there is none. What people wrote is escaped already. */
const bare = (html: string) => html.replace(/<!--[^<>]*-->/g, '');

/** One whole page as HTML, in the locale given. */
export const renderPage: PublicRenderer['renderPage'] = (page, locale, props, frame) => {
	const component = pages[page];
	if (!component) throw new Error(`there is no public page ${page}`);
	const { head, body } = render(component, { props: { ...props, locale, frame } });
	return { html: document(locale, bare(head), bare(body)) };
};
