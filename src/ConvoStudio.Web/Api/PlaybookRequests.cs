using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Api;

/// <summary>A playbook to be.</summary>
/// <param name="Locale">Language tag of its utterances; en where it is left out.</param>
/// <param name="IdleMinutes">A conversation without an entry for so long is expired; 30 where it is left out.</param>
internal sealed record CreatePlaybookRequest(string? Key, string? Name, string? Locale, int? IdleMinutes);

/// <summary>A playbook's head.</summary>
/// <param name="Fallback">Key of the action answered when every action is blocked.</param>
/// <param name="Locale">The first locale.</param>
/// <param name="Version">The version the edit was made on.</param>
/// <param name="Locales">All locales in which actions have words, the first first; left out, they stay.</param>
internal sealed record EditPlaybookRequest(string? Name, string? Locale, int? IdleMinutes, string? Fallback, int? Version, IReadOnlyList<string>? Locales = null)
{
    /// <summary>All but the first.</summary>
    public IReadOnlyList<string>? Others() => Locales is null ? null : [.. Locales.Skip(Locales.Count > 0 && (Locale is null || Locales[0] == Locale) ? 1 : 0)];
}

/// <summary>How outcomes become the reward.</summary>
internal sealed record SetRewardRequest(
    double? EngagementWeight, double? ConversionWeight, double? ValueWeight, double? ValueCap, int? AttributionDays, int? Version);

/// <summary>An act: who does it, and whether it states the outcome.</summary>
/// <param name="Version">The version the edit was made on; left out for a new act.</param>
internal sealed record SetActRequest(bool? StatesOutcome, bool? ByAgent, bool? ByCustomer, int? Version);

/// <summary>A product to be.</summary>
/// <param name="Price">Needs a currency.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PriceUnit">What the price is for, such as "a year".</param>
/// <param name="Numbers">Named numbers that words about the product may say.</param>
internal sealed record AddProductRequest(
    string? Key, string? Name, string? Description = null, decimal? Price = null, string? Currency = null, string? PriceUnit = null, string? Link = null,
    IReadOnlyList<ProductNumberRequest>? Numbers = null);

/// <summary>What a product holds besides its key.</summary>
/// <param name="Archived">Whether it is still offered; left out, it stays as it is.</param>
internal sealed record EditProductRequest(
    string? Name, bool? Archived, int? Version, string? Description = null, decimal? Price = null, string? Currency = null, string? PriceUnit = null,
    string? Link = null, IReadOnlyList<ProductNumberRequest>? Numbers = null);

/// <summary>A named number, such as cashback 1.5 %.</summary>
internal sealed record ProductNumberRequest(string? Key, double? Value, string? Unit = null);

/// <summary>An action to be: one or more acts in order.</summary>
/// <param name="Utterance">Template of its words in the playbook's first locale.</param>
/// <param name="Utterances">Templates by language tag.</param>
/// <param name="Note">A hint for the agent that is not said.</param>
internal sealed record AddActionRequest(
    string? Key, IReadOnlyList<string>? Acts, string? Product, string? Stage, string? Utterance,
    IReadOnlyDictionary<string, string>? Utterances = null, string? Note = null);

/// <summary>What an action holds besides its key.</summary>
/// <param name="Utterances">Templates by language tag; left out, those of the other locales stay.</param>
internal sealed record EditActionRequest(
    IReadOnlyList<string>? Acts, string? Product, string? Stage, string? Utterance, int? Version,
    IReadOnlyDictionary<string, string>? Utterances = null, string? Note = null);

/// <summary>A fact to be.</summary>
/// <param name="Usages">Any of policy, rules, audit.</param>
/// <param name="Words">Of a category, in their order.</param>
internal sealed record AddFactRequest(string? Key, FactType? Type, IReadOnlyList<string>? Usages, IReadOnlyList<string>? Words);

/// <summary>A fact's usages and words; words are only appended.</summary>
internal sealed record EditFactRequest(IReadOnlyList<string>? Usages, IReadOnlyList<string>? Words, int? Version);
