"""Microsoft Teams: what arrives from the Bot Framework connector, and what goes back to it.

Quirks that the modules here live with:
- A message is sent again when its answer takes 15 seconds: `app` acknowledges it before anything is done about it.
- A message's text is what people saw, its mentions stand beside it: `typed` joins the two by their order.
- A message does not say whether its writer is a guest: `contacts` asks the roster, and remembers.
- The answer to Action.Execute cannot open a dialog: `answers` sends a form as a card of its own beside it.
- The card in that answer is seen by whoever pressed alone: what others read is redrawn by `messenger`.
- An old client sends a button as a message with a value: `inbound` reads it as a press.
- A message for one person's eyes can be refused where others read: `replies` goes to their private chat instead.
- A tenant's service address may change, and tokens are sent to it: `checks` looks at it on receipt and at each send.
- A channel's messages share one limit: `messenger` counts before it sends.
- Teams keeps no metadata with a message: a posting is known by the id that `refs` packs, and by nothing else.
"""
