// Runs in a page that has loaded the official `adaptivecards` bundle: what its parser says of each card, as sentences.
({ cards, extensions }) => {
  const AC = AdaptiveCards;

  // Its pattern for `lang` is a global one and remembers its last match: every second "en" would be refused.
  AC.CardElement.langProperty.regEx = new RegExp(AC.CardElement.langProperty.regEx.source, 'i');

  // Children and fallbacks are read by the parser's own code, not declared as properties.
  const STRUCTURE = ['actions', 'body', 'card', 'cells', 'columns', 'fallback', 'inlines', 'items', 'rows'];
  const DATA = ['data', 'msteams', 'requires', 'choices.data', 'tokenExchangeResource', 'associatedInputs'];
  const TYPELESS = {
    choices: AC.Choice, facts: AC.Fact, columns: AC.TableColumnDefinition, rows: AC.TableRow, cells: AC.TableCell,
    images: AC.Image, refresh: AC.RefreshDefinition, authentication: AC.Authentication, backgroundImage: AC.BackgroundImage,
  };
  const TYPED = { AdaptiveCard: AC.AdaptiveCard, TextRun: AC.TextRun, Column: AC.Column, TableRow: AC.TableRow, TableCell: AC.TableCell };

  const classOf = (node, key, parent) =>
    TYPED[node.type] ?? AC.GlobalRegistry.elements.findByName(node.type)?.objectType
    ?? AC.GlobalRegistry.actions.findByName(node.type)?.objectType
    ?? (node.type ? null : key === 'columns' && parent.type === 'ColumnSet' ? AC.Column : TYPELESS[key]);

  const wrongType = (property, value) =>
    (property instanceof AC.BoolProperty && typeof value !== 'boolean' && 'true or false')
    || (property instanceof AC.StringProperty && typeof value !== 'string' && 'text')
    || (property instanceof AC.NumProperty && typeof value !== 'number' && 'a number');

  // The parser drops unknown properties and wrong types in silence, so they are compared with what it declares.
  function properties(node, key, parent, path, faults) {
    const known = classOf(node, key, parent);
    if (known) {
      const schema = new known().getSchema();
      const declared = new Map(Array.from({ length: schema.getCount() }, (_, i) => [schema.getItemAt(i).name, schema.getItemAt(i)]));
      const allowed = [...STRUCTURE, ...(extensions['*'] ?? []), ...(extensions[node.type] ?? [])];
      for (const [name, value] of Object.entries(node)) {
        const wanted = declared.has(name) && wrongType(declared.get(name), value);
        if (wanted) faults.push(`${path}.${name}: ${JSON.stringify(value)} where ${wanted} is wanted`);
        if (!declared.has(name) && !allowed.includes(name)) faults.push(`${path}: unknown property "${name}"`);
      }
    }
    for (const [name, value] of Object.entries(node)) {
      if (DATA.includes(name)) continue;
      const children = Array.isArray(value) ? value : [value];
      children.forEach((child, i) => {
        if (child && typeof child === 'object' && !Array.isArray(child)) {
          properties(child, name, node, `${path}.${name}${Array.isArray(value) ? `[${i}]` : ''}`, faults);
        }
      });
    }
  }

  // Version 1.5 of the parser drops a query for choices, and then misses the choices.
  const queried = node => (!node || typeof node !== 'object' ? [] : [
    ...(node['choices.data']?.type === 'Data.Query' ? [node.id] : []), ...Object.values(node).flatMap(queried),
  ]);

  const allowedEvent = (event, source, queries) =>
    (event.event === AC.ValidationEvent.UnsupportedProperty
      && (extensions[source?.getJsonTypeName?.()] ?? []).some(name => event.message.includes(`"${name}"`)))
    || (event.event === AC.ValidationEvent.CollectionCantBeEmpty && queries.includes(source?.id));

  const sentence = (event, source) => {
    const name = source?.getJsonTypeName?.();
    return `parser: ${event.message}${name ? ` (${name}${source.id ? ` ${source.id}` : ''})` : ''}`;
  };

  return cards.map(json => {
    const faults = [];
    const queries = queried(json);
    const context = new AC.SerializationContext(AC.Versions.v1_5);
    const card = new AC.AdaptiveCard();
    card.parse(json, context);
    for (let i = 0; i < context.eventCount; i++) {
      const event = context.getEventAt(i);
      if (!allowedEvent(event, event.source, queries)) faults.push(sentence(event, event.source));
    }
    for (const event of card.validateProperties().validationEvents) {
      if (!allowedEvent(event, event.sender ?? event.source, queries)) faults.push(sentence(event, event.sender ?? event.source));
    }
    properties(json, '', {}, 'card', faults);
    return faults;
  });
}
