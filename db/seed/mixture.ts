import type { Channel } from '#contracts/words.ts';

/** What people of Punjab complain of, where, how and when: weights that the large sample is drawn by. */

/** Thousands of people by district, after the census of 2011 and what was divided since. */
export const people: Record<string, number> = {
	...{ 27: 2490, 605: 596, 28: 1388, 29: 618, 30: 600, 651: 1180, 31: 965, 32: 1622, 33: 1587, 34: 2182 },
	...{ 35: 815, 36: 3499, 737: 430, 37: 770, 38: 992, 662: 677, 41: 1896, 42: 685, 608: 1050, 43: 1227 },
	...{ 40: 612, 39: 902, 609: 1120 }
};

export const channelWeights: Record<Channel, number> = {
	...{ phone: 30, ivr: 17, web: 18, sms: 13, walk_in: 14, email: 5, post: 3 }
};

/** How much of a category there is; what is not named has 4. */
export const categoryWeights: Record<string, number> = {
	...{
		'street-light': 16,
		'garbage-not-lifted': 15,
		'sewer-overflow': 15,
		'water-none': 14,
		'power-outage': 15
	},
	...{
		'drain-blocked': 9,
		'city-road-damaged': 10,
		'mutation-delay': 10,
		'water-dirty': 8,
		'pension-stopped': 10
	},
	...{
		'ration-not-given': 8,
		'police-inaction': 8,
		'stray-animals': 7,
		'power-billing': 7,
		'demarcation-delay': 7
	},
	...{ 'road-damaged': 7, 'rural-water-none': 7, 'village-streets-drains': 6, 'revenue-certificate': 6 },
	...{ 'crop-payment': 5, 'open-defecation': 1, 'illegal-mining': 2, 'bridge-damaged': 1, pollution: 2 }
};

/** By the month from January on, where a category has its season. */
export const seasons: Record<string, readonly number[]> = {
	'power-outage': [0.6, 0.6, 0.7, 1, 1.6, 2.4, 2.2, 1.6, 1, 0.6, 0.5, 0.6],
	transformer: [0.7, 0.7, 0.8, 1, 1.5, 2, 1.9, 1.5, 1, 0.7, 0.6, 0.6],
	'water-none': [0.7, 0.7, 0.9, 1.2, 1.8, 2, 1.3, 0.9, 0.8, 0.7, 0.7, 0.7],
	'water-short': [0.7, 0.7, 0.9, 1.2, 1.8, 2, 1.3, 0.9, 0.8, 0.7, 0.7, 0.7],
	'rural-water-none': [0.7, 0.7, 0.9, 1.2, 1.7, 1.9, 1.3, 0.9, 0.8, 0.7, 0.7, 0.7],
	'water-dirty': [0.7, 0.7, 0.8, 0.9, 1.1, 1.4, 2, 2, 1.4, 0.8, 0.7, 0.7],
	'sewer-overflow': [0.7, 0.7, 0.8, 0.8, 0.9, 1.3, 2.2, 2.2, 1.4, 0.8, 0.7, 0.7],
	'drain-blocked': [0.6, 0.6, 0.7, 0.8, 0.9, 1.4, 2.4, 2.3, 1.4, 0.7, 0.6, 0.6],
	'road-waterlogged': [0.3, 0.3, 0.4, 0.4, 0.6, 1.6, 3.4, 3.2, 1.6, 0.4, 0.3, 0.3],
	'mosquito-fogging': [0.2, 0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.4, 2.4, 1.6, 0.6, 0.2],
	'street-light': [1.4, 1.2, 1, 0.8, 0.7, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.5],
	'crop-payment': [0.3, 0.3, 0.4, 2.6, 2.4, 0.7, 0.4, 0.3, 0.7, 2.6, 2.2, 0.6],
	'crop-loss': [0.6, 0.7, 1.6, 1.8, 0.6, 0.6, 1.8, 2, 1.2, 0.6, 0.4, 0.4],
	'irrigation-water': [0.5, 0.5, 0.7, 0.9, 1.3, 2.2, 2, 1.4, 0.8, 0.6, 0.7, 0.6],
	'stubble-burning': [0.1, 0.1, 0.1, 1, 1.2, 0.1, 0.1, 0.1, 0.4, 4, 4.4, 0.3],
	scholarship: [1.2, 1.4, 1.6, 1, 0.8, 0.8, 1, 1.2, 1.2, 1, 0.8, 0.8],
	'school-fees': [0.6, 0.8, 1.8, 3, 1.4, 0.5, 0.9, 0.8, 0.7, 0.7, 0.6, 0.5]
};

/** How much longer than others a department takes. */
export const slowness: Record<string, number> = {
	...{
		1349: 1.6,
		1384: 1.7,
		POLICE: 1.3,
		235: 1.5,
		1353: 2,
		401: 1.2,
		411: 0.6,
		412: 0.9,
		408: 0.8,
		1339: 0.8
	}
};
