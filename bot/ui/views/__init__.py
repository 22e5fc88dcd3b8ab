"""Views: pure functions from the domain to cards, forms and lines."""
