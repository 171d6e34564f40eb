using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Web.Api;

/// <summary>Enums as lower-case words; a number is not a word.</summary>
internal sealed class LowerCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Requests. Strict: a field that is misspelt or comes twice is refused by name, not silently left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(LowerCaseEnum<Speaker>), typeof(LowerCaseEnum<FactType>), typeof(LowerCaseEnum<PolicyKind>), typeof(LowerCaseEnum<ExplorationKind>),
        typeof(LowerCaseEnum<TraceEventKind>), typeof(LowerCaseEnum<VerificationMode>), typeof(LowerCaseEnum<VerifiedRules>),
        typeof(LowerCaseEnum<ExperimentMetric>), typeof(LowerCaseEnum<ExperimentUnit>), typeof(LowerCaseEnum<AudienceTest>), typeof(LowerCaseEnum<GuardrailEffect>),
        typeof(LowerCaseEnum<GuardrailHarm>), typeof(LowerCaseEnum<GuardrailLimit>), typeof(LowerCaseEnum<AllocationPurpose>),
    ])]
[JsonSerializable(typeof(LoadSampleRequest))]
[JsonSerializable(typeof(OpenConversationRequest))]
[JsonSerializable(typeof(AddTurnRequest))]
[JsonSerializable(typeof(DecideRequest))]
[JsonSerializable(typeof(RecordOutcomeRequest))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(ReportOutcomesRequest))]
[JsonSerializable(typeof(CreateExperimentRequest))]
[JsonSerializable(typeof(EditExperimentRequest))]
[JsonSerializable(typeof(TrafficRequest))]
[JsonSerializable(typeof(TesterRequest))]
[JsonSerializable(typeof(NoteRequest))]
[JsonSerializable(typeof(ArmRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(HoldoutRequest))]
[JsonSerializable(typeof(ConcludeRequest))]
[JsonSerializable(typeof(CreatePolicyRequest))]
[JsonSerializable(typeof(CreatePlaybookRequest))]
[JsonSerializable(typeof(EditPlaybookRequest))]
[JsonSerializable(typeof(SetRewardRequest))]
[JsonSerializable(typeof(SetActRequest))]
[JsonSerializable(typeof(AddProductRequest))]
[JsonSerializable(typeof(EditProductRequest))]
[JsonSerializable(typeof(AddActionRequest))]
[JsonSerializable(typeof(EditActionRequest))]
[JsonSerializable(typeof(AddFactRequest))]
[JsonSerializable(typeof(EditFactRequest))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(AddRuleRequest))]
[JsonSerializable(typeof(EditRuleRequest))]
[JsonSerializable(typeof(RuleStepRequest))]
[JsonSerializable(typeof(CheckRuleRequest))]
[JsonSerializable(typeof(PreviewRuleRequest))]
[JsonSerializable(typeof(VerifyRulesRequest))]
[JsonSerializable(typeof(JudgeTraceRequest))]
[JsonSerializable(typeof(GiveConsentRequest))]
internal sealed partial class ApiRequestJson : JsonSerializerContext;
