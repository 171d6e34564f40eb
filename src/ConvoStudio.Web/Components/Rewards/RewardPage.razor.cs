using System.Globalization;
using ConvoStudio.Application.People;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ConvoStudio.Web.Components.Rewards;

/// <summary>What outcomes count for.</summary>
public sealed partial class RewardPage
{
    private static readonly string[] Fields = ["engagementWeight", "conversionWeight", "valueWeight", "valueCap", "attributionDays"];
    private readonly FormState _form = new();
    private double? _engagement;
    private double? _conversion;
    private double? _value;
    private double? _cap;
    private int? _days;
    private int _version;
    private string? _of;

    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<RewardTexts> T { get; init; }

    // An empty field is no number, and the service says so.
    private RewardDefinition Reward => new(_engagement ?? double.NaN, _conversion ?? double.NaN, _value ?? double.NaN, _cap ?? double.NaN, _days ?? -1);

    private string Formula => string.Create(
        CultureInfo.InvariantCulture, $"r = {_engagement:0.###} · engagement + {_conversion:0.###} · conversion + {_value:0.###} · min(value, {_cap:0.###}) / {_cap:0.###}");

    protected override void OnRead()
    {
        // What somebody is typing stays; another playbook brings its own numbers.
        if (Playbook is null || Playbook.Key == _of) return;
        Take();
    }

    private void Take()
    {
        var reward = Playbook!.Reward;
        (_engagement, _conversion, _value, _cap, _days) = (reward.EngagementWeight, reward.ConversionWeight, reward.ValueWeight, reward.ValueCap, reward.AttributionDays);
        (_version, _of) = (Playbook.Version, Playbook.Key);
    }

    private async Task SaveAsync()
    {
        if (!await _form.TryAsync(() => Playbooks.SetRewardAsync(Actor!, Playbook!.Key, Reward, _version), Fields)) return;
        await ReloadAsync();
        Notices.Show(T["Saved"]);
    }

    private async Task ReloadAsync()
    {
        await ReadAsync();
        Take();
        _form.Clear();
    }

    private bool IsValid => Reward.Validate().Count == 0;

    // What is wrong is said while it is typed, in the words the service would use.
    private void Set(Action change)
    {
        change();
        _form.Clear();
        foreach (var error in Reward.Validate())
            _form.Add(char.ToLowerInvariant(error.Field[0]) + error.Field[1..], error.Message);
    }

    private RenderFragment Number(string field, double? value, Action<double?> changed) => builder =>
    {
        builder.OpenComponent<MudNumericField<double?>>(0);
        builder.SetKey(field);
        builder.AddComponentParameter(1, "Value", value);
        builder.AddComponentParameter(2, "ValueChanged", EventCallback.Factory.Create(this, changed));
        builder.AddComponentParameter(3, "Label", T[field].Value);
        builder.AddComponentParameter(4, "HelperText", T[field + "Help"].Value);
        builder.AddComponentParameter(5, "ReadOnly", !May(UseCase.EditReward));
        builder.AddComponentParameter(6, "HideSpinButtons", true);
        builder.AddComponentParameter(7, "Variant", Variant.Outlined);
        builder.AddComponentParameter(8, "Margin", Margin.Dense);
        builder.AddComponentParameter(9, "Immediate", true);
        builder.AddComponentParameter(10, "Error", _form[field] is not null);
        builder.AddComponentParameter(11, "ErrorText", _form[field]);
        builder.AddComponentParameter(12, "Step", 0.1);
        builder.AddComponentParameter(13, "data-field", field);
        // The field forgets an Error it was given when its value changes, unless its own validation says it again.
        builder.AddComponentParameter(14, "Validation", (Func<double?, string?>)(_ => _form[field]));
        builder.CloseComponent();
    };
}
