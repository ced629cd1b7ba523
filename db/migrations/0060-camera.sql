-- What a picture itself says of where and when it was taken. Beside what the browser said, never instead of it: either
-- can be made up, and both are shown as what they are.

alter table case_file
	add column camera_latitude double precision check (camera_latitude between -90 and 90),
	add column camera_longitude double precision check (camera_longitude between -180 and 180),
	add column camera_taken_at timestamptz,
	add constraint camera_place_whole check ((camera_latitude is null) = (camera_longitude is null));
