using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>What a verification takes for granted; printed with every proof.</summary>
internal static class VerificationAssumptions
{
    public static IReadOnlyList<string> Of(VerificationMode mode, IReadOnlyList<SentenceRule> rules)
    {
        List<string> said =
        [
            "The agent says only moves of the talk-track graph, in its order; what people say instead is recorded as a deviation.",
            "The customer may say anything at any time, and any fact may become known, change or become unknown at any time; no fact is known at the opening.",
            "Only the agent states numbers. Acts of both speakers are labelled rightly.",
            "A conversation ends with an act that ends it. A customer who leaves breaks no rule.",
            "Nobody approved anything. Channel, jurisdiction and segment are unknown, so every rule is inside its scope.",
            "The fallback and acts that stop stand outside all rules.",
        ];
        if (rules.Any(r => r.From is not null || r.Until is not null))
            said.Add("Every rule is in force for the whole conversation.");
        if (mode == VerificationMode.Shielded)
        {
            said.Add("Every move passes the filter with the state of all events before it; a late event can show an answered move in another light.");
            said.Add("Rules guarded at run time are assumed to stop nothing when dead ends and redundancy are searched.");
        }
        return said;
    }
}
