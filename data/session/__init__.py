"""What happens in a session, and what is remembered of it? Plain functions on the store, each write one transaction."""
