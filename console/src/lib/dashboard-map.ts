/** Where each district stands in the map of tiles, by its code: column and row, about as they lie in the country. */
export const tiles: Record<string, readonly [column: number, row: number]> = {
	662: [5, 1],
	...{ 32: [4, 2], 33: [6, 2] },
	...{ 27: [3, 3], 35: [4, 3], 34: [5, 3], 40: [6, 3], 42: [7, 3] },
	...{ 609: [3, 4], 38: [4, 4], 36: [5, 4], 30: [6, 4], 608: [7, 4] },
	...{ 651: [1, 5], 31: [2, 5], 29: [3, 5], 605: [4, 5], 737: [5, 5], 41: [6, 5] },
	...{ 39: [2, 6], 28: [3, 6], 37: [4, 6], 43: [5, 6] }
};
