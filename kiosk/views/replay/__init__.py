"""The replay of a cycle, week by week."""
