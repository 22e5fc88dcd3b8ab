"""The team's meetings: series, agendas, reviews, minutes, and what is worth spreading."""
