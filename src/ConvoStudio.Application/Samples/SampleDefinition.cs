using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Products;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Samples;

/// <summary>A playbook written by us, with everything a first rehearsal needs. One file an industry; products, customers and numbers are invented.</summary>
/// <param name="Key">Stable slug; also the key of the first playbook made from it.</param>
/// <param name="Industry">Word of the industry, which gives its icon and name.</param>
/// <param name="About">One sentence.</param>
/// <param name="Locales">Locales of its words, the first first.</param>
/// <param name="Fallback">What is said before handing over, by locale.</param>
public sealed record SampleDefinition(
    string Key, string Industry, string Name, string About, IReadOnlyList<string> Locales, SampleActs Acts, IReadOnlyList<SampleProduct> Products,
    IReadOnlyList<SampleFact> Facts, IReadOnlyList<SampleAction> Actions, SortedDictionary<string, string> Fallback, IReadOnlyList<SampleRule> Rules,
    RewardDefinition Reward, SampleScript Script, WrittenCustomerModel Customers);

/// <summary>Acts by who does them; acts that state the outcome apart.</summary>
public sealed record SampleActs(IReadOnlyList<string> Agent, IReadOnlyList<string> Customer, IReadOnlyList<string> Outcome);

/// <summary>A product with its numbers, which templates and people read.</summary>
public sealed record SampleProduct(
    string Key, string Name, decimal Price, string Currency, string? PriceUnit = null, string? Description = null, IReadOnlyList<ProductNumber>? Numbers = null);

/// <summary>A fact; one without the usage policy is protected.</summary>
public sealed record SampleFact(string Key, FactType Type, IReadOnlyList<FactUsages> Usages, IReadOnlyList<string>? Words = null);

/// <summary>An action with its words by locale.</summary>
public sealed record SampleAction(string Key, IReadOnlyList<string> Acts, string Stage, SortedDictionary<string, string> Say, string? Product = null);

/// <summary>A rule of one of the forms, as a person reads it.</summary>
/// <param name="Form"><c>require-before</c> or <c>forbid-when</c>.</param>
/// <param name="By"><c>agent</c> or <c>customer</c>: who must have done the prerequisite.</param>
public sealed record SampleRule(
    string Key, string Form, IReadOnlyList<string> Acts, string? Prerequisite = null, string? By = null, string? Fact = null, bool? Flag = null, string? Word = null);

/// <summary>The talk track.</summary>
public sealed record SampleScript(IReadOnlyList<SampleLine> Lines);

/// <summary>A line of the talk track, by the keys people know.</summary>
/// <param name="Say">Key of the action.</param>
/// <param name="After">The customer's last turn held one of these acts.</param>
/// <param name="Times">Said while the action's first act was done less often; null for no limit.</param>
/// <param name="Stage">The agent's last turn was of this stage.</param>
/// <param name="When">Facts.</param>
public sealed record SampleLine(
    string Say, IReadOnlyList<string>? After = null, int? Times = null, string? Stage = null, IReadOnlyList<ScriptFact>? When = null);

/// <summary>Reads the files. Unknown words are errors: a misspelt condition must not become no condition.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SampleDefinition))]
internal sealed partial class SampleJson : JsonSerializerContext;
