// Prints the JSON schema of Slack's official types, made by ts-json-schema-generator: node build_slack_schema.mjs <index.d.ts>
import { createGenerator } from 'ts-json-schema-generator';

const generator = createGenerator({ path: process.argv[2], skipTypeCheck: true, additionalProperties: false });
const definitions = {};
for (const name of ['KnownBlock', 'ModalView', 'HomeView']) {
  Object.assign(definitions, generator.createSchema(name).definitions);
}
process.stdout.write(JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', definitions }));
