-- The same check digit at a fifth of the cost: every delivery of the way in gets a number.

create or replace function check_digit(digits text) returns text
language plpgsql immutable strict parallel safe as $$
declare
	-- Bytes, because a place in a text of UTF-8 is found by counting from its beginning.
	multiplied constant bytea := '0123456789123406789523401789563401289567401239567859876043216598710432'
		|| '765982104387659321049876543210';
	permuted constant bytea := '01234567891576283094580379614289160435279453126870428657390127938064157046913258';
	written constant bytea := digits::bytea;
	size constant int := length(written);
	zero constant int := 48;
	checked int := 0;
begin
	for place in 1 .. size loop
		checked := get_byte(multiplied, checked * 10
			+ get_byte(permuted, (place % 8) * 10 + get_byte(written, size - place) - zero) - zero) - zero;
	end loop;
	return substr('0432156789', checked + 1, 1);
end $$;
