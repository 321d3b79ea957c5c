"""Does the jobs: a consumer that is called, a child process with limits for each job, a keeper that looks after all."""
