using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance;

/// <summary>The rule forms that exist so far; sentence rules add more.</summary>
public enum ActionRuleForm
{
    /// <summary>Never {acts} when {fact} {comparison} {operand}.</summary>
    ForbidWhenFact = 0,

    /// <summary>Before {acts}, the {speaker} must have done {prerequisite}.</summary>
    RequireBefore = 1,
}

/// <summary>How a fact is compared with the operand.</summary>
public enum FactComparison
{
    /// <summary>Is.</summary>
    Equal = 0,

    /// <summary>Is not.</summary>
    NotEqual = 1,

    /// <summary>Is at least.</summary>
    AtLeast = 2,

    /// <summary>Is at most.</summary>
    AtMost = 3,
}

/// <summary>A rule that takes actions out of a turn before any policy sees them. An unknown fact blocks: unknown never grants.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Form">Which form.</param>
/// <param name="Acts">The rule speaks of actions that hold any of these acts.</param>
/// <param name="Fact">Fact key of <see cref="ActionRuleForm.ForbidWhenFact"/>.</param>
/// <param name="Comparison">Comparison of <see cref="ActionRuleForm.ForbidWhenFact"/>.</param>
/// <param name="Operand">Operand of <see cref="ActionRuleForm.ForbidWhenFact"/>.</param>
/// <param name="Prerequisite">Act of <see cref="ActionRuleForm.RequireBefore"/>.</param>
/// <param name="PrerequisiteSpeaker">Who must have done it.</param>
public sealed record ActionRule(
    string Key, ActionRuleForm Form, IReadOnlyList<string> Acts, string? Fact = null, FactComparison Comparison = FactComparison.Equal,
    FactValue Operand = default, string? Prerequisite = null, Speaker PrerequisiteSpeaker = Speaker.Customer);
