import { toString as draw } from 'qrcode';

/** A QR code of the text as inline SVG, dark on light in every colour scheme, as cameras want it. */
export const drawQr = (text: string): Promise<string> =>
	draw(text, {
		type: 'svg',
		errorCorrectionLevel: 'M',
		margin: 2,
		color: { dark: '#000000', light: '#ffffff' }
	});
