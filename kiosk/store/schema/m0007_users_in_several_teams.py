"""Users in several teams, and one-time links to set a new password."""

from kiosk.store.schema.constraints import MOMENT

PEOPLE = f"""
-- Which teams somebody checks in for; without a row, for all of them. users.team, which held one,
-- is not read any more.
CREATE TABLE user_teams (
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    team TEXT NOT NULL REFERENCES teams (code) ON DELETE CASCADE,
    PRIMARY KEY (user, team)
) STRICT, WITHOUT ROWID;

INSERT INTO user_teams (user, team)
    SELECT u.id, t.code FROM users AS u JOIN teams AS t ON t.code = u.team;

CREATE TABLE password_links (
    token_hash TEXT PRIMARY KEY NOT NULL,
    user INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    ends_at TEXT NOT NULL CHECK (ends_at {MOMENT})
) STRICT, WITHOUT ROWID;
"""
