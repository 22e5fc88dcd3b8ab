"""What people type: the grammars of commands, moves, dates, days and rhythms, in English and Spanish."""
