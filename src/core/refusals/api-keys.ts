/** Refusals of the functions on API keys. [server/api/manage.ts] */
export const apiKeyRefusals = {
  not_collaborator_on_keys: () => 'Error: user must be collaborator on project to manage project_id api keys',
  too_many_api_keys: ({ limit }: { limit: number }) =>
    `Error: There is a limit of ${limit} per account; please delete some api keys.`,
  no_api_key: ({ id }: { id: string }) => `Error: no api key with id ${id}`,
} as const;
