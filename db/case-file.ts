import { Type } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import type { KeptFile } from './draft-file.ts';
import { visible, type Viewer } from './scope.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';

interface Taken {
	latitude?: number;
	longitude?: number;
	takenAt?: string;
}
/** What the picture says of itself. */
interface Camera {
	latitude: number | null;
	longitude: number | null;
	takenAt: string | null;
}

/** Keeps files with a resolution or with what a citizen added. */
export const insertCaseFiles = (
	db: Db,
	number: string,
	of: { resolution?: string; information?: string },
	files: (Omit<KeptFile, 'id'> & Taken & { camera?: Camera | null })[]
) =>
	run(
		db,
		sql`insert into case_file (number, resolution, information, blob, name, media_type, size, latitude, longitude, taken_at,
				camera_latitude, camera_longitude, camera_taken_at)
			select ${number}, ${of.resolution ?? null}::bigint, ${of.information ?? null}::bigint, blob, name, "mediaType", size,
				latitude, longitude, "takenAt", (camera->>'latitude')::float8, (camera->>'longitude')::float8,
				(camera->>'takenAt')::timestamptz
			from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f (blob text, name text, "mediaType" text, size int,
				latitude float8, longitude float8, "takenAt" timestamptz, camera jsonb)`
	);

/** A file of a case that the viewer sees. */
export const findCaseFile = (db: Db, viewer: Viewer, id: string) =>
	maybeOne(
		db,
		Type.Object({
			name: Type.String(),
			mediaType: Type.String(),
			blob: Nullable(Type.String()),
			number: Type.String()
		}),
		sql`select f.name, f.media_type as "mediaType", f.blob, f.number from case_file f
			join submission s on s.number = f.number where f.id = ${id} and ${visible(viewer, 's')}`
	);
