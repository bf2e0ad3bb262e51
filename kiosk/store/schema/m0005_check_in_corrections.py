"""References from a check-in to the one it corrects or redoes."""

CORRECTIONS = """
ALTER TABLE check_ins ADD COLUMN corrects INTEGER REFERENCES check_ins (id);
ALTER TABLE check_ins ADD COLUMN redoes INTEGER REFERENCES check_ins (id);
CREATE INDEX check_ins_corrected ON check_ins (corrects) WHERE corrects IS NOT NULL;
-- What was taken back is brought back once, however often that is asked for.
CREATE UNIQUE INDEX check_ins_redone ON check_ins (redoes) WHERE redoes IS NOT NULL;
"""
