import {
	Ban,
	BriefcaseBusiness,
	Building2,
	CalendarClock,
	ChartColumn,
	ClipboardPen,
	Download,
	FlaskConical,
	Flag,
	Headset,
	Inbox,
	KeyRound,
	LayoutDashboard,
	PhoneOff,
	PhoneOutgoing,
	RadioTower,
	ScrollText,
	Search,
	Tags,
	TextQuote,
	TriangleAlert,
	UserRoundCog,
	ListChecks,
	Users,
	Waypoints
} from '@lucide/svelte';
import type { Permission } from '#contracts/access.ts';
import { m } from './paraglide/messages.js';
import { session } from './session.svelte.ts';

/** A page of the desk that people go to by name. */
export interface Place {
	href: string;
	says: () => string;
	/** English words that find it in the command bar in any language. */
	words: string;
	Icon: typeof Inbox;
	/** `bar`: of every day, in sight at all times. `menu`: in the menu. */
	where: 'bar' | 'menu';
	/** What one must be permitted; absent: everybody. */
	needs?: Permission;
	/** Who may do this has it elsewhere. */
	unless?: Permission;
}

const cases = { href: '/cases', says: m.nav_cases, words: 'cases office time left', Icon: BriefcaseBusiness };
const all: readonly Place[] = [
	{ ...cases, where: 'bar', needs: 'redress' },
	{ href: '/queue', says: m.nav_queue, words: 'queue list', Icon: Inbox, where: 'bar' },
	{ href: '/search', says: m.search, words: 'search find', Icon: Search, where: 'bar' },
	{
		href: '/register',
		says: m.nav_register,
		words: 'walk in post phone diary',
		Icon: ClipboardPen,
		where: 'bar',
		needs: 'register'
	},
	{
		href: '/call',
		says: m.nav_call,
		words: 'call telephone helpline answer presence pause available',
		Icon: Headset,
		where: 'bar',
		needs: 'call'
	},
	{
		href: '/callbacks',
		says: m.nav_callbacks,
		words: 'callbacks call back missed voicemail',
		Icon: PhoneOutgoing,
		where: 'bar',
		needs: 'callbacks'
	},
	{ href: '/wall', says: m.nav_wall, words: 'wall live', Icon: LayoutDashboard, where: 'bar', needs: 'wall' },
	{
		href: '/dashboard',
		says: m.nav_dashboard,
		words: 'dashboard figures report',
		Icon: ChartColumn,
		where: 'bar',
		needs: 'dashboard'
	},
	{
		href: '/agents',
		says: m.nav_agents,
		words: 'agents people board who holds',
		Icon: UserRoundCog,
		where: 'bar',
		needs: 'assign'
	},
	{
		href: '/parked',
		says: m.nav_parked,
		words: 'parked failed jobs',
		Icon: TriangleAlert,
		where: 'bar',
		needs: 'parked'
	},
	{ ...cases, where: 'menu', unless: 'redress' },
	{
		href: '/bulk',
		says: m.bulk_title,
		words: 'acts many bulk undo progress',
		Icon: ListChecks,
		where: 'menu',
		needs: 'decide'
	},
	{
		href: '/exports',
		says: m.nav_exports,
		words: 'exports files csv excel download',
		Icon: Download,
		where: 'menu',
		needs: 'export'
	},
	{
		href: '/channels',
		says: m.nav_channels,
		words: 'channels health',
		Icon: RadioTower,
		where: 'menu',
		needs: 'channels'
	},
	{
		href: '/nuisance',
		says: m.nav_nuisance,
		words: 'nuisance abusive silent calls block number',
		Icon: PhoneOff,
		where: 'menu',
		needs: 'supervise'
	},
	{
		href: '/admin/rules',
		says: m.nav_rules,
		words: 'sender rules spam',
		Icon: Ban,
		where: 'menu',
		needs: 'mend'
	},
	{
		href: '/admin/texts',
		says: m.nav_texts,
		words: 'canned texts templates snippets',
		Icon: TextQuote,
		where: 'menu',
		needs: 'texts'
	},
	{
		href: '/admin/script',
		says: m.nav_script,
		words: 'helpline script ivr menu prompts telephone',
		Icon: Waypoints,
		where: 'menu',
		needs: 'script'
	},
	{
		href: '/admin/hours',
		says: m.nav_hours,
		words: 'helpline hours holidays emergency notice telephone',
		Icon: CalendarClock,
		where: 'menu',
		needs: 'script'
	},
	{
		href: '/admin/people',
		says: m.nav_people,
		words: 'people staff users roles',
		Icon: Users,
		where: 'menu',
		needs: 'people'
	},
	{
		href: '/admin/offices',
		says: m.nav_offices,
		words: 'offices posts',
		Icon: Building2,
		where: 'menu',
		needs: 'reference'
	},
	{
		href: '/admin/routing',
		says: m.nav_routing,
		words: 'routing rules office where',
		Icon: Waypoints,
		where: 'menu',
		needs: 'routing'
	},
	{
		href: '/admin/policy',
		says: m.nav_policy,
		words: 'policy time limits days holidays',
		Icon: CalendarClock,
		where: 'menu',
		needs: 'policy'
	},
	{
		href: '/admin/categories',
		says: m.nav_categories,
		words: 'categories keywords',
		Icon: Tags,
		where: 'menu',
		needs: 'reference'
	},
	{
		href: '/admin/keys',
		says: m.nav_keys,
		words: 'api keys programs open311 cti',
		Icon: KeyRound,
		where: 'menu',
		needs: 'keys'
	},
	{
		href: '/admin/start',
		says: m.first_steps,
		words: 'first steps set up start',
		Icon: Flag,
		where: 'menu',
		needs: 'manage_people'
	},
	{
		href: '/admin/audit',
		says: m.nav_audit,
		words: 'audit who did what verify chain',
		Icon: ScrollText,
		where: 'menu',
		needs: 'audit'
	},
	{
		href: '/lab',
		says: m.nav_lab,
		words: 'lab telephone mailbox',
		Icon: FlaskConical,
		where: 'menu',
		needs: 'lab'
	}
];

/** Places that this person may go to, in the order of the bar and the menu. */
export const places = () =>
	all.filter(
		({ href, needs, unless }) =>
			(!needs || session.may(needs)) &&
			(!unless || !session.may(unless)) &&
			(href !== '/lab' || (session.me?.lab ?? false))
	);
