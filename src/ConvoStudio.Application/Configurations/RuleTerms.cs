using System.Text.Json.Serialization;
using ConvoStudio.Application.People;

namespace ConvoStudio.Application.Configurations;

/// <summary>Names that rules of a playbook may use besides those of its acts, facts, products and actions.</summary>
/// <param name="Channels">Channels a rule may name; a conversation on another channel is inside every scope.</param>
/// <param name="Jurisdictions">Jurisdictions a rule may name.</param>
/// <param name="Purposes">Purposes of consent.</param>
/// <param name="EndingActs">Acts that end a conversation; those the playbook does not have are left out.</param>
/// <param name="SegmentFact">Category fact of usage policy whose words are the segments, or null.</param>
/// <param name="Tags">Keys of actions by tag.</param>
/// <param name="Holidays">Local dates by jurisdiction; those under the empty key hold where a jurisdiction has none of its own.</param>
public sealed record RuleTerms(
    IReadOnlyList<string> Channels, IReadOnlyList<string> Jurisdictions, IReadOnlyList<string> Purposes, IReadOnlyList<string> EndingActs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SegmentFact = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<string>>? Tags = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<DateOnly>>? Holidays = null)
{
    /// <summary>Key of the holidays that hold where a jurisdiction has none of its own.</summary>
    public const string AnyJurisdiction = "";

    /// <summary>What holds until somebody says otherwise.</summary>
    public static RuleTerms Usual { get; } = new(
        ["assist", "chat", "email", "phone", "sms", "web"], [], ["marketing", "profiling", "service"], ["goodbye", "say-goodbye", "end-conversation"]);

    /// <summary>Roles that may approve what needs approval.</summary>
    public static IReadOnlyList<string> ApprovingRoles => Roles.All;
}
