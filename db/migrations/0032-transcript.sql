-- What a machine heard in a recording, where transcription is switched on: a help to who listens, and erased with it.
alter table recording
	add column transcript text,
	add column transcript_language text check (transcript_language in ('pa', 'hi', 'en')),
	add column transcript_model text,
	add column transcribed_at timestamptz,
	add check ((transcript is null) = (transcribed_at is null)),
	add check ((transcript is null) = (transcript_model is null));
