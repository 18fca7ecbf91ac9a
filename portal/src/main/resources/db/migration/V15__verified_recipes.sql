-- How a model's answer was made: an InsightSpec, and which of its rows; null where it cannot be made again.
ALTER TABLE questions ADD COLUMN recipe jsonb;
-- What is verified of a model's answer; null where the reading of the questions is.
ALTER TABLE verified_questions ADD COLUMN recipe jsonb;
