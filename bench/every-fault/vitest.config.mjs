/** Without it, Vitest takes the configuration of the project. */
export default { test: { include: ['*.test.mjs'] } };
