"""The teams' names and colours when a cycle was closed."""

CLOSING = """
CREATE TABLE teams_at_closing (
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    team TEXT NOT NULL REFERENCES teams (code),
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (cycle, team)
) STRICT, WITHOUT ROWID;

-- What teams were called when a cycle was closed before this step, nobody has kept.
INSERT INTO teams_at_closing (cycle, team, name, color, position)
    SELECT c.id, t.code, t.name, t.color, t.position FROM cycles AS c, teams AS t
    WHERE c.state = 'closed';
"""
