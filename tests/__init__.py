"""What must hold: real files, real HTTP on loopback, a real database, a real browser."""
