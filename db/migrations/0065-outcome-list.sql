-- The cases of a rare ending (withdrawn, not taken up), listed of a day or a channel, were looked for among all that were
-- settled: 0.6 s among ten million.
create index grievance_outcome on grievance (case_outcome(state, verdict), settled_at) where settled;
