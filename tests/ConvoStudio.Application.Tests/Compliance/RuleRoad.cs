using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;

namespace ConvoStudio.Application.Tests.Compliance;

/// <summary>The whole road of a rule, for tests that need one in shadow or in force.</summary>
internal static class RuleRoad
{
    public static async Task<ComplianceRule> ShadowAsync(this RuleService rules, string playbook, string key, string sentence, IActor? author = null)
    {
        var rule = await rules.CreateAsync(author ?? TestStudio.Compliance, playbook, key, new RuleWriting(sentence));
        rule = await rules.SubmitAsync(author ?? TestStudio.Compliance, playbook, key, rule.Revision);
        return await rules.ApproveAsync(TestStudio.Reviewer, playbook, key, rule.Revision);
    }

    public static async Task<ComplianceRule> InForceAsync(this RuleService rules, string playbook, string key, string sentence) =>
        await rules.PutInForceAsync(TestStudio.Reviewer, playbook, key, (await rules.ShadowAsync(playbook, key, sentence)).Revision);
}
