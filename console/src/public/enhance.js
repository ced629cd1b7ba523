// Comfort only: every page is whole without it.
const form = document.querySelector('#complain');
const DRAFT = 'sunwai-draft';
const DRAFT_LIFE_MS = 6 * 60 * 60 * 1000;
const drafted = ['text', 'category', 'district', 'tehsil', 'place', 'name', 'phone', 'email'];
const field = (name) => form.elements.namedItem(name);
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
// Where a browser forbids storage the form works all the same.
const stored = (work) => {
	try {
		return work(localStorage);
	} catch {
		return null;
	}
};

/** Takes options out of a list and puts those that fit back, keeping what was chosen. */
function narrow(select, fits) {
	select.all ??= [...select.children].map((node) => node.cloneNode(true));
	const chosen = select.value;
	select.replaceChildren(...select.all.map((node) => fits(node.cloneNode(true))).filter(Boolean));
	select.value = chosen;
	if (select.selectedIndex < 0) select.value = '';
}

function tehsilsOfDistrict() {
	const { value } = field('district');
	narrow(field('tehsil'), (node) =>
		!value || !node.dataset.district || node.dataset.district === value ? node : null
	);
}

function searchCategories() {
	const select = field('category');
	const search = make('input', {
		type: 'search',
		placeholder: select.dataset.search,
		className: 'searching'
	});
	search.setAttribute('aria-label', select.dataset.search);
	search.oninput = () => {
		const wanted = search.value.trim().toLowerCase();
		narrow(select, (node) => {
			if (node.tagName !== 'OPTGROUP') return node;
			for (const option of [...node.children])
				if (!option.dataset.words.includes(wanted) && option.value !== select.value) option.remove();
			return node.children.length ? node : null;
		});
	};
	// Enter here would send the form.
	search.onkeydown = (event) => event.key === 'Enter' && event.preventDefault();
	select.before(search);
}

function countCharacters() {
	const area = field('text');
	const told = make('p', { className: 'count' });
	told.setAttribute('role', 'status');
	const tell = () => {
		const left = area.dataset.count - [...area.value].length;
		told.classList.toggle('over', left < 0);
		told.textContent = (left < 0 ? area.dataset.over : area.dataset.left).replace('#', Math.abs(left));
		told.hidden = left > area.dataset.count / 10;
	};
	area.after(told);
	area.addEventListener('input', tell);
	tell();
}

function save() {
	const values = Object.fromEntries(drafted.map((name) => [name, field(name).value]));
	stored((storage) => storage.setItem(DRAFT, JSON.stringify({ at: Date.now(), values })));
}

function restore() {
	const draft = stored((storage) => JSON.parse(storage.getItem(DRAFT)));
	if (!draft || Date.now() - draft.at > DRAFT_LIFE_MS) return stored((storage) => storage.removeItem(DRAFT));
	if (!drafted.some((name) => draft.values[name]) || drafted.some((name) => field(name).value)) return;
	for (const name of drafted) field(name).value = draft.values[name] ?? '';
	const bar = make('div', { className: 'restored' });
	bar.setAttribute('role', 'status');
	const clear = make('button', { type: 'button', textContent: form.dataset.draftClear });
	clear.onclick = () => {
		stored((storage) => storage.removeItem(DRAFT));
		form.reset();
		bar.remove();
		tehsilsOfDistrict();
	};
	bar.append(make('span', { textContent: form.dataset.draftText }), clear);
	form.before(bar);
}

if (form) {
	if (form.dataset.draft === 'restore') restore();
	field('district').addEventListener('change', tehsilsOfDistrict);
	tehsilsOfDistrict();
	searchCategories();
	countCharacters();
	form.addEventListener('input', save);
	document.querySelector('.faults')?.focus();
}
if (document.querySelector('[data-receipt]')) stored((storage) => storage.removeItem(DRAFT));
for (const button of document.querySelectorAll('[data-print]')) {
	button.hidden = false;
	button.onclick = () => print();
}
