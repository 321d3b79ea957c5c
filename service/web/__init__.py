"""The pages: the sample year, its downloads, the list of the API's operations, and whether the service is well."""
