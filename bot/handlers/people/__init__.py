"""Who is where: set-up, workspaces that are joined, rosters, strangers."""
