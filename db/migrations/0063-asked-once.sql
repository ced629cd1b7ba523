-- A machine's call is one try, however often the job runs that notes it.
alter table feedback_attempt add column call bigint unique references call;
