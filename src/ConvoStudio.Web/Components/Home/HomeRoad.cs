using ConvoStudio.Application.People;

namespace ConvoStudio.Web.Components.Home;

/// <summary>A road to the first decision, offered while there is no playbook. A feature adds one with <c>services.AddSingleton(new HomeRoad(…))</c>.</summary>
/// <param name="Key">Names it in the page: data-road.</param>
/// <param name="Needs">What a person must be allowed to go it.</param>
/// <param name="TextKey">Begin of four keys in the resources: …Title, …Head, …Text, …Button.</param>
/// <param name="Order">Small first.</param>
public sealed record HomeRoad(string Key, UseCase Needs, string TextKey, string Icon, string Href, int Order);
