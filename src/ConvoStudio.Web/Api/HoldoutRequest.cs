namespace ConvoStudio.Web.Api;

/// <summary>How many customers no experiment meets.</summary>
/// <param name="Share">Share of the customers, 0 to 0.5; 0 ends the holdout.</param>
/// <param name="Policy">Id of the policy they stay on, one that does not learn.</param>
/// <param name="Reason">Kept in the audit log.</param>
/// <param name="Version">Of the playbook the change was made on.</param>
internal sealed record HoldoutRequest(double? Share, string? Policy, string? Reason, int? Version);
