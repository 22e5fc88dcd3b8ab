// Reads a JSON list of Teams app manifests on standard input; prints, for each, what Microsoft's own validator says of it.
import appManifest from '@microsoft/app-manifest';

let source = '';
for await (const chunk of process.stdin) source += chunk;
const faults = [];
for (const manifest of JSON.parse(source)) {
  faults.push(await appManifest.AppManifestUtils.validateAgainstSchema(manifest).catch(error => [error.message]));
}
process.stdout.write(JSON.stringify(faults));
