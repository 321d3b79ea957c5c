"""One mentor per subject, few mentors a mentee, prices on pairs, team-days: what no network can say."""
