using ConvoStudio.Application.Compliance;
using ProofVerdict = ConvoStudio.Engine.Compliance.Verification.Verdict;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>A line of the list of rules.</summary>
/// <param name="Fired">Null while it is counted.</param>
/// <param name="Verdict">Of the newest proof, or null.</param>
internal sealed record RuleRow(RuleLine Line, RuleFirings? Fired, ProofVerdict? Verdict)
{
    public ComplianceRule Rule => Line.Newest;

    /// <summary>A version that is live while a newer one is written.</summary>
    public RuleStatus? Live => Line.InForce is not null && Rule.Status != RuleStatus.InForce ? RuleStatus.InForce
        : Line.Shadow is not null && Rule.Status != RuleStatus.Shadow ? RuleStatus.Shadow : null;

    public int FiredCount => (Fired?.Blocked ?? 0) + (Fired?.Shadow ?? 0);
}
