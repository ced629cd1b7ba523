const browsers: [RegExp, string][] = [
	[/Edg\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/Firefox\//, 'Firefox'],
	[/Chrom(e|ium)\//, 'Chrome'],
	[/Safari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux']
];
const nameIn = (table: [RegExp, string][], text: string) => table.find(([sign]) => sign.test(text))?.[1];

/** Browser and system as people call them, out of what a browser says of itself; empty when it says neither. */
export const deviceName = (device: string | null) =>
	[nameIn(browsers, device ?? ''), nameIn(systems, device ?? '')].filter(Boolean).join(' · ');

export const isHandset = (device: string | null) => /Android|iPhone|iPad|Mobile/.test(device ?? '');
