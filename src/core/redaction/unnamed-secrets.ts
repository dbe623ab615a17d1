// Written by `npm run refresh` from the contracts.

/** Functions with secrets that no name of a member tells of: paths in the list of arguments, and in the answer. */
export const unnamedSecrets: Readonly<Record<string, Readonly<Record<'parameters' | 'answers', readonly string[]>>>> =
  {
  "system.adminResetPasswordLink": {
    "parameters": [],
    "answers": [
      ""
    ]
  },
  "system.generateUserAuthToken": {
    "parameters": [],
    "answers": [
      ""
    ]
  },
  "system.revokeUserAuthToken": {
    "parameters": [
      "0"
    ],
    "answers": []
  },
  "redeem-password-reset": {
    "parameters": [
      "passwordResetId"
    ],
    "answers": []
  }
};
