import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const gateway = 'http://127.0.0.1:4000';

/**
 * Small modules of many pages travel together: each alone is a request of some 200 bytes, most of it wrapping. The
 * counts are of pages that share one; lower ones would bring a page what it does not need.
 */
const together = [
	{ name: 'icons', test: /@lucide/, minShareCount: 3 },
	{ name: 'words', test: /paraglide[\\/]messages/, minShareCount: 12 },
	{ name: 'desk', test: /console[\\/]src[\\/]lib|gateway[\\/]contracts/, minShareCount: 20 }
];

export default defineConfig({
	root,
	plugins: [
		paraglideVitePlugin({
			project: `${root}/project.inlang`,
			outdir: `${root}/src/lib/paraglide`,
			strategy: ['cookie', 'baseLocale'],
			emitTsDeclarations: true
		}),
		tailwindcss(),
		sveltekit({
			// The desk is one page that the gateway answers for each of its addresses; public pages are rendered there.
			adapter: adapter({ pages: `${root}/build`, fallback: '200.html', precompress: true }),
			files: { src: `${root}/src`, assets: `${root}/static` },
			outDir: `${root}/.svelte-kit`,
			paths: { relative: false },
			csp: { mode: 'hash', directives: { 'script-src': ['self'] } },
			compilerOptions: { runes: true }
		})
	],
	resolve: {
		// The browser needs method and address of an endpoint, not its schema: 40 KB less script.
		alias: { typebox: `${root}/src/lib/typebox.ts` }
	},
	build: { rolldownOptions: { output: { codeSplitting: { groups: together } } } },
	server: { proxy: { '/api': gateway, '/socket.io': { target: gateway, ws: true } } }
});
