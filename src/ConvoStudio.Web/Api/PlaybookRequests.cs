using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Api;

/// <summary>A playbook to be.</summary>
/// <param name="Locale">Language tag of its utterances; en where it is left out.</param>
/// <param name="IdleMinutes">A conversation without an entry for so long is expired; 30 where it is left out.</param>
internal sealed record CreatePlaybookRequest(string? Key, string? Name, string? Locale, int? IdleMinutes);

/// <summary>A playbook's head.</summary>
/// <param name="Fallback">Key of the action answered when every action is blocked.</param>
/// <param name="Version">The version the edit was made on.</param>
internal sealed record EditPlaybookRequest(string? Name, string? Locale, int? IdleMinutes, string? Fallback, int? Version);

/// <summary>How outcomes become the reward.</summary>
internal sealed record SetRewardRequest(
    double? EngagementWeight, double? ConversionWeight, double? ValueWeight, double? ValueCap, int? AttributionDays, int? Version);

/// <summary>An act: who does it, and whether it states the outcome.</summary>
/// <param name="Version">The version the edit was made on; left out for a new act.</param>
internal sealed record SetActRequest(bool? StatesOutcome, bool? ByAgent, bool? ByCustomer, int? Version);

/// <summary>A product to be.</summary>
internal sealed record AddProductRequest(string? Key, string? Name);

/// <summary>A product's name and whether it is still offered.</summary>
internal sealed record EditProductRequest(string? Name, bool? Archived, int? Version);

/// <summary>An action to be: one or more acts in order.</summary>
internal sealed record AddActionRequest(string? Key, IReadOnlyList<string>? Acts, string? Product, string? Stage, string? Utterance);

/// <summary>What an action holds besides its key.</summary>
internal sealed record EditActionRequest(IReadOnlyList<string>? Acts, string? Product, string? Stage, string? Utterance, int? Version);

/// <summary>A fact to be.</summary>
/// <param name="Usages">Any of policy, rules, audit.</param>
/// <param name="Words">Of a category, in their order.</param>
internal sealed record AddFactRequest(string? Key, FactType? Type, IReadOnlyList<string>? Usages, IReadOnlyList<string>? Words);

/// <summary>A fact's usages and words; words are only appended.</summary>
internal sealed record EditFactRequest(IReadOnlyList<string>? Usages, IReadOnlyList<string>? Words, int? Version);
