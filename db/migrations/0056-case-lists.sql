-- The lists behind the figures stay quick among ten million cases, however few of them match: those of a category and of
-- an office by receipt, and what was settled by when it was.
create index grievance_category on grievance (category, received_at);
create index grievance_of_office on grievance (office, received_at) where office is not null;
create index grievance_settled_at on grievance (settled_at) where settled;
create index grievance_settled_district on grievance (district, settled_at) where settled;
create index grievance_settled_category on grievance (category, settled_at) where settled;
create index grievance_settled_office on grievance (office, settled_at) where settled and office is not null;
