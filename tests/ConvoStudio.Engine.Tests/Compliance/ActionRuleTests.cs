using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance;

public sealed partial class ActionRuleTests
{
    private static readonly FactDefinition[] Facts =
    [
        new("age", FactType.Number, FactUsages.Rules, []), new("segment", FactType.Category, FactUsages.Policy, ["new"]),
        new("sex", FactType.Category, FactUsages.Audit, ["f", "m"]),
    ];

    private static readonly HashSet<string> Acts = ["recommend", "disclose"];

    public static TheoryData<FactValue> Values =>
        [FactValue.Of(0.1 + 0.2), FactValue.Of("a \"word\""), FactValue.Of(true), FactValue.Of(false), FactValue.Unknown, FactValue.Withheld];

    [Theory, MemberData(nameof(Values))]
    public void Json_Rule_RoundTrips(FactValue operand)
    {
        var rule = new ActionRule("k", ActionRuleForm.ForbidWhenFact, ["a", "b"], "age", FactComparison.AtLeast, operand, null, Speaker.Agent);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(rule, RuleJson.Default.ActionRule);
        var read = JsonSerializer.Deserialize(bytes, RuleJson.Default.ActionRule)!;
        Assert.Equal(rule with { Acts = [] }, read with { Acts = [] });
        Assert.Equal(rule.Acts, read.Acts);
        Assert.Equal(operand, read.Operand);
        Assert.Equal(bytes, JsonSerializer.SerializeToUtf8Bytes(read, RuleJson.Default.ActionRule));
    }

    [Fact]
    public void Json_RequireBefore_RoundTrips()
    {
        var rule = new ActionRule("k", ActionRuleForm.RequireBefore, ["a"], Prerequisite: "p", PrerequisiteSpeaker: Speaker.Agent);
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(rule, RuleJson.Default.ActionRule), RuleJson.Default.ActionRule)!;
        Assert.Equal(rule with { Acts = [] }, read with { Acts = [] });
    }

    [Fact]
    public void Sentence_OfEachForm_IsCanonical()
    {
        Assert.Equal("Never a, b or c when segment is not new.", RuleSentence.Of(
            new("k", ActionRuleForm.ForbidWhenFact, ["a", "b", "c"], "segment", FactComparison.NotEqual, FactValue.Of("new"))));
        Assert.Equal("Never a when rate is at least 0.5.", RuleSentence.Of(
            new("k", ActionRuleForm.ForbidWhenFact, ["a"], "rate", FactComparison.AtLeast, FactValue.Of(0.5))));
        Assert.Equal("Before a or b, the customer must have done c.", RuleSentence.Of(
            new("k", ActionRuleForm.RequireBefore, ["a", "b"], Prerequisite: "c")));
    }

    [Fact]
    public void Validate_GoodRules_NoErrors()
    {
        Assert.Empty(RuleValidation.Validate(new("k", ActionRuleForm.ForbidWhenFact, ["recommend"], "age", FactComparison.AtMost, FactValue.Of(17)), Acts, Facts));
        Assert.Empty(RuleValidation.Validate(new("k", ActionRuleForm.RequireBefore, ["recommend"], Prerequisite: "disclose"), Acts, Facts));
    }

    [Fact]
    public void Validate_BadRules_NameTheField()
    {
        AssertField(nameof(ActionRule.Acts), new("k", ActionRuleForm.RequireBefore, [], Prerequisite: "disclose"));
        AssertField(nameof(ActionRule.Acts), new("k", ActionRuleForm.RequireBefore, ["dance"], Prerequisite: "disclose"));
        AssertField(nameof(ActionRule.Prerequisite), new("k", ActionRuleForm.RequireBefore, ["recommend"]));
        AssertField(nameof(ActionRule.Fact), new("k", ActionRuleForm.ForbidWhenFact, ["recommend"], "height", Operand: FactValue.Of(1)));
        AssertField(nameof(ActionRule.Fact), new("k", ActionRuleForm.ForbidWhenFact, ["recommend"], "sex", Operand: FactValue.Of("f")));
        AssertField(nameof(ActionRule.Operand), new("k", ActionRuleForm.ForbidWhenFact, ["recommend"], "age", Operand: FactValue.Of("x")));
        AssertField(
            nameof(ActionRule.Comparison), new("k", ActionRuleForm.ForbidWhenFact, ["recommend"], "segment", FactComparison.AtLeast, FactValue.Of("new")));
    }

    private static void AssertField(string field, ActionRule rule) =>
        Assert.Equal([field], RuleValidation.Validate(rule, Acts, Facts).Select(e => e.Field));

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ActionRule))]
    private sealed partial class RuleJson : JsonSerializerContext;
}
