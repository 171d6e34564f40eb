using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Application.Compliance;

/// <summary>What the monitor of a parity rule says.</summary>
/// <param name="Shadow">The rule is in shadow, not in force.</param>
/// <param name="Champion">Id of the policy whose conversations are counted: those opened since it is the champion, and ended.</param>
/// <param name="Since">When it became the champion, or the playbook's first configuration came into force.</param>
/// <param name="Result">Groups below the minimum are left out of it.</param>
public sealed record ParityReading(
    string Rule, int Version, bool Shadow, string Sentence, ParityRule Body, string Champion, DateTimeOffset Since, ParitySequence Result)
{
    /// <summary>The largest difference, or null with fewer than two groups that may be shown.</summary>
    public ParityGap? Largest => Result.Gaps is [var first, ..] ? first : null;
}
