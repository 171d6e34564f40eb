using System.Text.Json.Serialization;

namespace ConvoStudio.Web.Api;

/// <summary>Answers that are made when asked for. Those of the decide path are stored bytes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DecisionView))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(ExperimentView))]
[JsonSerializable(typeof(IReadOnlyList<ExperimentView>))]
[JsonSerializable(typeof(ResultsView))]
[JsonSerializable(typeof(IReadOnlyList<PlaybookLineView>))]
[JsonSerializable(typeof(PlaybookView))]
[JsonSerializable(typeof(ActView))]
[JsonSerializable(typeof(ProductView))]
[JsonSerializable(typeof(IReadOnlyList<ProductView>))]
[JsonSerializable(typeof(ActionView))]
[JsonSerializable(typeof(IReadOnlyList<ActionView>))]
[JsonSerializable(typeof(FactView))]
[JsonSerializable(typeof(IReadOnlyList<FactView>))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(IReadOnlyList<PolicyView>))]
[JsonSerializable(typeof(IReadOnlyList<SampleView>))]
[JsonSerializable(typeof(LoadedSampleView))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(IReadOnlyList<KeyView>))]
[JsonSerializable(typeof(CreatedKeyView))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(ImportStartedView))]
[JsonSerializable(typeof(ImportView))]
internal sealed partial class ApiAnswerJson : JsonSerializerContext;
