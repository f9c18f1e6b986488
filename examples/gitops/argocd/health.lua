-- The health of a StripeConnector, from the conditions that kstatus reads too.
local health = {status = "Progressing", message = "Waiting for the operator"}

if obj.status == nil or obj.status.conditions == nil then
  return health
end

local generation = obj.metadata.generation
if obj.status.observedGeneration ~= nil and generation ~= nil and obj.status.observedGeneration < generation then
  health.message = "Waiting for the operator to see the latest change"
  return health
end

-- A condition that speaks of an older spec says nothing of this one.
local current = {}
for _, condition in ipairs(obj.status.conditions) do
  if condition.observedGeneration == nil or generation == nil or condition.observedGeneration >= generation then
    current[condition.type] = condition
  end
end

local function is(type, status)
  return current[type] ~= nil and current[type].status == status
end

local function told(type)
  return current[type].message or current[type].reason or type
end

if is("Suspended", "True") then
  return {status = "Suspended", message = told("Suspended")}
end
if is("Stalled", "True") then
  return {status = "Degraded", message = told("Stalled")}
end
if is("Reconciling", "True") then
  return {status = "Progressing", message = told("Reconciling")}
end
if is("Ready", "True") then
  return {status = "Healthy", message = told("Ready")}
end
if is("Ready", "False") then
  return {status = "Degraded", message = told("Ready")}
end
return health
