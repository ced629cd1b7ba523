import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Citizens' pages: one module that the gateway renders with, and the files that its pages link to. */
export default defineConfig({
	root,
	base: '/public/',
	publicDir: false,
	plugins: [
		paraglideVitePlugin({
			project: `${root}/project.inlang`,
			outdir: `${root}/src/public/paraglide`,
			strategy: ['baseLocale'],
			emitTsDeclarations: true
		}),
		svelte({ configFile: false, compilerOptions: { runes: true } })
	],
	build: {
		ssr: `${root}/src/public/render.ts`,
		ssrEmitAssets: true,
		outDir: `${root}/build-public`,
		emptyOutDir: true,
		// Pages allow no inline style, script or image of foreign making: everything is a file.
		assetsInlineLimit: 0,
		cssMinify: true,
		rollupOptions: { output: { entryFileNames: 'public.js' } }
	},
	ssr: { noExternal: true, target: 'node' }
});
