import { Type, type Static } from 'typebox';
import { CaseState } from '#contracts/case.ts';
import { Names, Nullable, SubmissionState } from '#contracts/words.ts';
import { empty, many, sql, type Db } from './sql.ts';

const Text = Nullable(Type.String());

/** One request as others may see it. What could name or find a person is there for the key that handed it in, alone. */
export const PublicRequest = Type.Object({
	number: Type.String(),
	open: Type.Boolean(),
	state: Type.Union([SubmissionState, CaseState]),
	/** Of its case, once there is one. */
	level: Nullable(Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)])),
	late: Nullable(Type.Boolean()),
	office: Nullable(Names),
	/** Till when its time limit runs, or till when its office said that it needs. */
	expectedAt: Text,
	category: Text,
	department: Text,
	district: Text,
	tehsil: Text,
	requestedAt: Type.String(),
	updatedAt: Text,
	description: Text,
	address: Text,
	latitude: Nullable(Type.Number()),
	longitude: Nullable(Type.Number())
});
export type PublicRequest = Static<typeof PublicRequest>;

const settled = sql`(coalesce(s.state, 'waiting') = 'dismissed' or coalesce(g.settled, false))`;
const category = sql`coalesce(g.category, s.matter ->> 'category', d.headers ->> 'service-code')`;

const columns = sql`
	coalesce(s.number, d.number) as number, not ${settled} as open,
	case when g.settled or s.state = 'registered' and g.number is not null then g.state
		else coalesce(s.state, 'waiting') end as state,
	g.level, g.late, case when o.code is not null then
		jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) end as office,
	coalesce(case when g.state = 'long_term' then (g.expected_on + 1)::timestamp at time zone 'Asia/Kolkata' end, g.due_at)
		as "expectedAt",
	${category} as category, g.department,
	coalesce(g.district, s.matter ->> 'district') as district, coalesce(g.tehsil, s.matter ->> 'tehsil') as tehsil,
	coalesce(s.received_at, d.received_at) as "requestedAt", greatest(s.decided_at, g.updated_at) as "updatedAt",
	case when mine.yes then s.text end as description,
	case when mine.yes then s.matter ->> 'address' end as address,
	case when mine.yes then (s.matter ->> 'latitude')::float8 end as latitude,
	case when mine.yes then (s.matter ->> 'longitude')::float8 end as longitude`;
/** `key`: id of the caller's api_key; null for anyone. */
const mine = (key: string | null) => sql`
	cross join lateral (select d.account = 'open311' and d.headers ->> 'api-key-id' = ${key}::text as yes) mine`;
/** Of a sensitive matter nobody else learns that there is one. */
const disclosed = sql`(mine.yes or s.sensitive is not true)`;

export interface RequestFilter {
	/** ISO 8601. */
	from: string;
	to: string;
	categories: string[] | null;
	status: 'open' | 'closed' | null;
	limit: number;
	offset: number;
}

/** Requests of a span of time, newest first. */
export const listRequests = (db: Db, key: string | null, filter: RequestFilter) =>
	many(
		db,
		PublicRequest,
		sql`select ${columns} from submission s
			left join delivery d on d.id = s.delivery
			left join grievance g on g.number = survivor(s.grievance)
			left join office o on o.code = g.office ${mine(key)}
			where (s.state = 'registered' or s.account = 'open311')
				and s.received_at >= ${filter.from} and s.received_at <= ${filter.to}
				and ${category} is not null and ${disclosed}
				${filter.categories ? sql`and ${category} = any(${filter.categories}::text[])` : empty}
				${filter.status ? sql`and ${settled} = ${filter.status === 'closed'}` : empty}
			order by s.received_at desc, s.id desc limit ${filter.limit} offset ${filter.offset}`
	);

/** These requests, in the order asked for; one that was handed in this moment and is not yet read is among them. */
export const findRequests = (db: Db, key: string | null, numbers: string[]) =>
	many(
		db,
		PublicRequest,
		sql`select ${columns}
			from unnest(${numbers}::text[]) with ordinality as wanted (number, position)
			left join submission s on s.number = wanted.number
			left join delivery d on d.number = wanted.number
			left join grievance g on g.number = survivor(s.grievance)
			left join office o on o.code = g.office ${mine(key)}
			where (s.state = 'registered' or coalesce(s.account, d.account) = 'open311') and ${category} is not null and ${disclosed}
			order by wanted.position`
	);
