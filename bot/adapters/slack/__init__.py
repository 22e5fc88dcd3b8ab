"""Slack: what arrives from it, and what goes back to it.

Quirks that the modules here live with:
- Bolt parses before it checks a signature and logs what it refuses: `guard` does both first, on the raw bytes.
- Bolt's ready-made authorize asks Slack on every request: `authorize` answers from memory.
- The SDK sends a message again when a connection drops: `calls` switches every retry off.
- A trigger lives three seconds and works once: `replies` opens a form at once, in a task of its own, and only once.
- `message.text` comes with & < > escaped, a modal's text does not: `typed` undoes it once, for the one.
- A mention also comes as an ordinary message: `events` lets only the mention through.
- A view keeps its hash while errors are shown in it: a form's key holds a digest of what was filled in.
- Errors go only to input blocks of the view as it stands: `forms` tells when it must be drawn again instead.
- Slack keeps showing an old block under an old block_id: `cards` makes each id from the block's content.
- `chat.update` parses its text where `chat.postMessage` does not: `messenger` switches that off.
- A response address replaces the message for everybody who reads it: `replies` lets nothing private take that place.
- Metadata can be read by anybody in the workspace: it holds a posting's own key, and only in channels.
"""
